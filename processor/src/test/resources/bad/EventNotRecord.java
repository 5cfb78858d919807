package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
class EventNotRecord {}
// ^ [EventNotRecord] EventNotRecord is not a record; @Event declares a record: record EventNotRecord(…) {}
