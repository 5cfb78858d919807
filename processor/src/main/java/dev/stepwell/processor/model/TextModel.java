package dev.stepwell.processor.model;

/**
 * A text in an annotation.
 *
 * @param text the text
 * @param address where it stands
 */
public record TextModel(String text, Address address) {}
