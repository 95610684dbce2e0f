"""Files that say the same as the pages, from the same query."""

from indicators.exports.files import names_file, table_file

__all__ = ["names_file", "table_file"]
