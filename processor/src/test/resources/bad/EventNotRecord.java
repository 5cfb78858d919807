package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
class EventNotRecord {}
// ^ [EventNotRecord] EventNotRecord is not a record; declare the event as record EventNotRecord(…) {}
