package good.trip;

import dev.stepwell.Event;

@Event("trip/approved")
public record TripApproved(String tripId, String by) {}
