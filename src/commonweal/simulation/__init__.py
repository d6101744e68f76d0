"""The map made quantitative: what if, many times, with ranges.

Every factor j is a variable; y_j(t) = ln(level / baseline), t in months:

    y_j(t) = t/12 ln(1 + trend_j)                                trend a year, with no action
           + sum over links i → j: sign x elasticity x z_ij(t)
           + sum over options o of the plan: w_o(t) ln(1 + change_oj)
    delay_ij dz_ij/dt = y_i - z_ij,  z_ij(0) = 0                 first-order delay; z_ij = y_i without delay

w rises from 0 at the option's start to 1 over its ramp, holds, and fades over the ramp again. A stock keeps its
own unit: dS/dt = sum of what adds to it - sum of what drains it, a month, never below its floor; it acts on
others through ln(S / baseline). Floors and ceilings clip a level before it acts on others. The steps are
Euler's, 1/8 month each; levels are kept once a month. A link whose likely delay is under half a month acts at
once in every run; any other drawn delay is at least half a month, so that no draw closes a loop at once.
"""
