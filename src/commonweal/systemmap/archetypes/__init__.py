"""System archetypes: the patterns of loops that keep coming back, as small maps, and where a map holds one."""
