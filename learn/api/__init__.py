"""The public API: the floors' routers put together, their errors, their document and its page."""
