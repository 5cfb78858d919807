package dev.stepwell.examples.pages.embedding;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;

/** A function that uses a service, which sends events. */
public class Parcels {
  private final ParcelService service;

  /** Uses this service. */
  public Parcels(ParcelService service) {
    this.service = service;
  }

  @Function(id = "hand-over", event = "embedding/parcel.ready")
  void handOver(String parcel, Steps steps) {
    announce(parcel);
  }

  @Step
  void announce(String parcel) {
    service.announce(parcel);
  }
}
