package good.shop;

import dev.stepwell.Event;

@Event("shop/reminder.wanted")
public record ReminderWanted(String orderId, int days) {}
