package dev.stepwell.processor.model;

/**
 * A text in an annotation.
 *
 * @param text the text
 * @param address its place
 */
public record TextModel(String text, Address address) {}
