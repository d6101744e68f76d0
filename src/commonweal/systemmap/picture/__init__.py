"""A map as one drawing that needs no browser: on paper, in the board paper, without scripts."""
