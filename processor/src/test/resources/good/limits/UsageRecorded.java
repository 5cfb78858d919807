package good.limits;

import dev.stepwell.Event;

/** Something was used. */
@Event("usage/recorded")
public record UsageRecorded(String accountId, long amount) {}
