package good.bank;

import dev.stepwell.Event;
import org.jspecify.annotations.Nullable;

@Event("bank/settlement.wanted")
public record Settlement(String day, @Nullable String note) {}
