package dev.stepwell.examples.pages.data;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stepwell.Event;

@Event("orders/placed")
record OrderPlaced(
    @JsonProperty("order_id") @JsonAlias("orderId") String order, long total) {}
