"""Maps as tables: a workbook, or the files of the place folder in a zip."""
