"""The threads that answer pages: few, kept, and none held up while another is free."""

import asyncio
import threading

import pytest
from asgiref.sync import iscoroutinefunction, sync_to_async
from django.db import connection

from commonweal_web.config.desks import DESKS, Desks, WholePages, open_line


def test_requests_one_after_another_are_answered_by_the_same_thread():
    threads: list[int] = []

    async def page(scope, receive, send):
        threads.append(await sync_to_async(threading.get_ident)())

    async def ask() -> None:
        desks = Desks(page)
        for _ in range(5):
            await desks({}, None, None)

    asyncio.run(ask())

    assert len(set(threads)) == 1


def test_a_long_page_holds_up_no_other():
    let_go, answered = threading.Event(), []

    async def page(scope, receive, send):
        if scope["path"] == "long":
            await sync_to_async(let_go.wait)(10)
        answered.append(scope["path"])

    async def ask() -> None:
        desks = Desks(page)
        long = asyncio.create_task(desks({"path": "long"}, None, None))
        await asyncio.sleep(0)
        for number in range(2 * DESKS):
            await desks({"path": str(number)}, None, None)
        let_go.set()
        await long

    asyncio.run(ask())

    assert answered == [*map(str, range(2 * DESKS)), "long"]


def test_a_page_that_fails_leaves_its_desk_free():
    async def page(scope, receive, send):
        raise RuntimeError("a fault")

    desks = Desks(page)

    async def ask() -> None:
        await asyncio.gather(*(desks({}, None, None) for _ in range(3)), return_exceptions=True)

    asyncio.run(ask())

    assert [desk.in_hand for desk in desks.desks] == [0] * DESKS


def test_middleware_and_view_of_a_page_are_chained_without_a_change_of_thread():
    handler = WholePages()

    assert handler._middleware_chain is not None
    assert not iscoroutinefunction(handler._middleware_chain)


@pytest.mark.django_db
def test_a_line_to_the_database_is_opened_once():
    connection.ensure_connection()
    line = connection.connection

    open_line()

    assert connection.connection is line
