package dev.stepwell.examples.pages.embedding;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.SendOptions;

/** A service of the application. */
public class ParcelService {
  private final EventSender sender;

  /** Sends through this. */
  public ParcelService(EventSender sender) {
    this.sender = sender;
  }

  /** Reports a parcel. */
  void announce(String parcel) {
    System.out.println(parcel);
  }

  /** Sends an event for a tenant. */
  void ready(String parcel) {
    sender.send(
        new EmbeddingParcelReady(parcel),
        SendOptions.header("tenant", "acme").andHeader("locale", "fr"));
  }
}
