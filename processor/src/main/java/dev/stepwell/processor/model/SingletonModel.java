package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @Singleton}.
 *
 * @param mode the name of its mode
 * @param key what separates runs
 * @param address where the annotation stands
 */
public record SingletonModel(String mode, List<TextModel> key, Address address) {}
