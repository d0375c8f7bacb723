"""What submissions cost: plans, formulas, estimates of whole trees, and how two of them differ.

`survey.bills(Request(settings, paths))` looks at files and prices what they submit. Whoever has looked at them already,
with `Extras` as `survey.extras_of(request)` gives them, hands the facts to `survey.priced(files, request)`.
"""
