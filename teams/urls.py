"""Addresses of teams, under the language's prefix."""

from django.urls import path

from teams.views.board import team_board
from teams.views.teams import teams

urlpatterns = [
    path("to/", teams, name="team"),
    path("to/<int:unit_id>/", team_board, name="team_board"),
]
