package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineCursorTest {
  private final LineCursor cursor = new LineCursor();

  @Test
  void aCircleOfGroupsIsLookedAtOnceAndNotAgain() {
    assertThat(cursor.lookedAt("d")).isTrue();
    assertThat(cursor.lookedAt("h")).isTrue();
    assertThat(cursor.lookedAt("c")).as("past the beginning").isFalse();
    assertThat(cursor.after()).isEqualTo("c");
  }

  @Test
  void aSuccessBeginsANewCircle() {
    cursor.served("m");
    assertThat(cursor.lookedAt("q")).isTrue();
    cursor.served("s");
    assertThat(cursor.lookedAt("z")).isTrue();
    assertThat(cursor.lookedAt("k")).isTrue();
    assertThat(cursor.lookedAt("t")).isFalse();
  }

  @Test
  void aLookThatEndsWhereItBeganWasAWholeCircle() {
    cursor.served("m");
    assertThat(cursor.lookedAt("z")).isTrue();
    assertThat(cursor.lookedAt("m")).isFalse();
  }
}
