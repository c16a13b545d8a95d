"""Garbage collection, online: first a plan, which is rows, then the sweep that takes what it says.

A dry run is a plan and nothing else, and a later run can be told to take exactly what it lists.
Both go on from where a killed one was. Whatever a plan says, the sweep asks again, under the
locks of pushes: what is needed by then is kept.
"""
