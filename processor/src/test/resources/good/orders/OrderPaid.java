package good.orders;

import dev.stepwell.Event;

@Event("orders/order.paid")
public record OrderPaid(String orderId, int cents) {}
