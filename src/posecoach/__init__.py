"""A stretch coach that watches through an ordinary camera.

A picture flows one way through small stages, each a folder:
``video`` → ``pose`` → ``kinematics`` → ``coaching`` (led by ``stretches``) → ``feedback`` and ``report``;
``cli`` puts them together. Imports point only downwards in that order.
"""
