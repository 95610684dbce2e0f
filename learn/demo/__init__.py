"""A made-up province at its real size, the same for the same seed and day.

Figures are those the province published in 2025 ("more than"), taken as exact on the demo's anchor
date; every person is invented and says so. See DESIGN "The demo's figures hold at once".
"""
