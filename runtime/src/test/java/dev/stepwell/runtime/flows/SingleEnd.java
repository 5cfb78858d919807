package dev.stepwell.runtime.flows;

import dev.stepwell.Event;

/** Lets a run of a singleton end. */
@Event("single/end")
public record SingleEnd(int number) {}
