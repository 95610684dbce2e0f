"""Every page type of the site as data: drawn by `make screenshots`, judged by `make audit`.

`pages.py` is the list; `world.py` makes the people and papers that its addresses need; `acts.py`
is what a visitor does after opening a page. The browser tests of test_fit.py walk the same list.
"""
