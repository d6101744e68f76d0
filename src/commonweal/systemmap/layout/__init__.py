"""Where the factors of a map stand: by cause, by force, or by sector. Pure, and the same every time."""
