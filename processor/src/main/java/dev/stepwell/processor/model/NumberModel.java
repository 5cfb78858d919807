package dev.stepwell.processor.model;

/**
 * A whole number in an annotation.
 *
 * @param value the number
 * @param address where it stands
 */
public record NumberModel(int value, Address address) {}
