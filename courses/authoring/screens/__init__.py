"""What authors see in the editor besides pages: the release page, the bank's lists, buttons."""
