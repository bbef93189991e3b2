"""The timeline on paper: the plan's shapes laid on sheets of a given size, in colour or in patterns.

A picture is made of `planner.memorandum.drawing` primitives, whoever plays them.
"""
