package dev.stepwell.server.secrets;

/** What is left of the payloads that one search examines. */
final class SecretBudget {
  private int characters;
  private int payloads;

  SecretBudget(int characters, int payloads) {
    this.characters = characters;
    this.payloads = payloads;
  }

  /** Takes payloads of this total length; ends the search if there is no room for them. */
  void takeCharacters(long length) {
    characters = (int) Math.max(-1, characters - length);
  }

  /** Takes this number of payloads; ends the search if there is no room for them. */
  void takePayloads(int count) {
    payloads = Math.max(-1, payloads - count);
  }

  boolean isExceeded() {
    return characters < 0 || payloads < 0;
  }

  /** The number of characters left. */
  int characters() {
    return Math.max(0, characters);
  }

  /** The number of payloads left. */
  int payloads() {
    return Math.max(0, payloads);
  }
}
