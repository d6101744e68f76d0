"""Graph files of plain text: GML and DOT."""
