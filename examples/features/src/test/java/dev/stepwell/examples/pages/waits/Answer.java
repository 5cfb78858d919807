package dev.stepwell.examples.pages.waits;

import dev.stepwell.Event;

@Event("topics/answer.given")
record Answer(String topic, String text) {}
