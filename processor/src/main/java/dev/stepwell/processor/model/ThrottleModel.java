package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @Throttle}.
 *
 * @param limit how many starts or units a period allows
 * @param period the period
 * @param burst how many starts or units an idle key may use at once
 * @param scope the name under which it is shared; empty for none
 * @param key what separates it
 * @param cost the units of a start; empty for one
 * @param address where the annotation stands
 */
public record ThrottleModel(
    NumberModel limit,
    DurationModel period,
    NumberModel burst,
    TextModel scope,
    List<TextModel> key,
    TextModel cost,
    Address address) {}
