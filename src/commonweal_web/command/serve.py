"""`commonweal serve`: the site, in one process."""

import errno
import socket

import click

from commonweal.errors import WrongUse
from commonweal_web.command import site, tree

HOST, PORT = "127.0.0.1", 8000

host_option = click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
port_option = click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)


@click.command()
@host_option
@port_option
def serve(host: str, port: int) -> None:
    """Serve the site. Long work also needs `commonweal work`."""
    tree.end_with_parent()
    refuse_taken_port(host, port)
    site.set_up()
    site.refuse_old_tables()
    listen(host, port)


def listen(host: str, port: int) -> None:
    """Answer requests until told to stop. No access log: addresses of pages can hold secrets (invitations)."""
    import uvicorn

    from commonweal_web.live.limits import MESSAGE

    uvicorn.run(
        "commonweal_web.config.asgi:application",
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,  # COMMONWEAL_PROXIES says which headers to believe
        timeout_graceful_shutdown=10,
        ws_max_size=2 * MESSAGE,  # what is longer than a message may be is not even held
    )


def refuse_taken_port(host: str, port: int) -> None:
    """Stop with words where another program listens already."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        raise WrongUse(
            "another program listens here already" if taken else f"the site cannot listen here ({error.strerror})",
            where=f"{host}, port {port}",
            mend=f"Choose another port: --port {port + 1}" if taken else "Choose others with --host and --port.",
        ) from error
