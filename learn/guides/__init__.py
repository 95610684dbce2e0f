"""Guides for those who use the site: who they are for, their text and their pictures.

The text is Markdown in ``vi/``, a file a guide. Besides Markdown it knows ``[words](url:name)``, a
page of the site by the name of its address, and ``[words](guide:slug)``, another guide. A picture
alone in its paragraph is a figure; its title is the line below it. ``make guides`` takes the
pictures again.
"""
