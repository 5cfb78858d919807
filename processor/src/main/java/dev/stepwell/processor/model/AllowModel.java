package dev.stepwell.processor.model;

import java.util.List;

/**
 * An {@code @Allow}.
 *
 * @param codes the codes that it names
 * @param because its reason
 * @param address its place
 */
public record AllowModel(List<String> codes, String because, Address address) {}
