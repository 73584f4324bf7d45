"""回答用Excel: the workbook in which a division answers an inquiry."""
