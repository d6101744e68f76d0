"""Where sockets come in, each to the map of a place. Imported with the first of them: few pages open one."""

from commonweal_web.live.socket import Sockets
from commonweal_web.systemmap.document.access import MapEntrance

sockets = Sockets(MapEntrance())
