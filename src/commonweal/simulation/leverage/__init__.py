"""Leverage: which factors move an outcome most, and whether that can be said at all.

It rests on links with numbers, so it stands on the floor of the simulation and not on that of the map.
"""
