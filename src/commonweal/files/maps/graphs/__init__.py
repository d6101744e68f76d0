"""Maps as other programs draw them: nodes and edges with whatever they carry."""
