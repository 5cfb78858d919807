package good.orders;

import dev.stepwell.Event;

@Event("orders/stock.low")
record StockLow(String item, int left, String offer) {}
