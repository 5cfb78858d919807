package dev.stepwell.examples.shop;

import org.springframework.stereotype.Component;

/** Stands for a carrier. It takes anything but anvils. */
@Component
public class ParcelCarrier {
  /** Sends a parcel; returns its number. */
  public String ship(String purchaseId, String article) {
    if (article.equals("anvil")) {
      throw new IllegalStateException("anvils are too heavy");
    }
    return "parcel-" + purchaseId;
  }
}
