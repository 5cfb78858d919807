package dev.stepwell.runtime.secrets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of secrets out of texts that belong to a run or an event: as they are, and as they look in URLs, in JSON, in
 * HTML, in Base64 and in hexadecimal. What overlaps is hidden as one, so that nothing is left of a secret that contains another.
 */
public final class Redaction {
  /** Leaves texts as they are. */
  public static final Redaction NONE = new Redaction(List.of(), List.of(), false);

  /** Hides texts whole: no secret is known that may be in them. */
  public static final Redaction ALL = new Redaction(List.of(), List.of(), true);

  /** The replacement of a secret. */
  public static final String HIDDEN = "•••";

  /** The replacement of a text that cannot be checked. */
  public static final String UNCHECKED =
      "••• (hidden, because the payloads of this run, or of runs that it is connected with, are too"
          + " many, too large or too deep to find all secrets in them)";

  /** Shorter numbers are shown although not all secrets are known. */
  private static final int MIN_DIGITS = 3;

  /** What stands where a text was truncated: by Stepwell, by Jackson, and by most others. */
  private static final Pattern CUT = Pattern.compile(" ?(?:…|\\.{3})|\"?\\[truncated");

  private final Needles needles;
  private final Base64Words words;
  private final boolean hidesAll;

  private Redaction(List<Needle> needles, List<String> words, boolean hidesAll) {
    this.needles = new Needles(needles);
    this.words = new Base64Words(words);
    this.hidesAll = hidesAll;
  }

  /** Masks these values. */
  public static Redaction of(Collection<String> values) {
    Redaction redaction = of(values, false);
    return redaction.needles.all().isEmpty() ? NONE : redaction;
  }

  /** Hides texts whole, because there are further secrets; these ones also in what is not text. */
  public static Redaction ofSome(Collection<String> values) {
    return of(values, true);
  }

  private static Redaction of(Collection<String> values, boolean hidesAll) {
    List<Needle> needles = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String value : values) {
      List<Needle> forms = Needle.of(value);
      needles.addAll(forms);
      if (!forms.isEmpty() && Encodings.isShortInBase64(value)) {
        words.add(value);
      }
    }
    return new Redaction(needles, words, hidesAll);
  }

  /** The number of characters that it searches for. */
  public long length() {
    return needles.all().stream().mapToLong(Needle::length).sum();
  }

  /** The text without secrets; null for null. */
  public @Nullable String of(@Nullable String text) {
    return text == null ? null : in(text);
  }

  /** Whether it hides texts whole. */
  public boolean hidesTexts() {
    return hidesAll;
  }

  /** The text without secrets. */
  public String in(String text) {
    return hidesAll && !text.isEmpty() ? UNCHECKED : withoutKnown(text);
  }

  /** The number without secrets; hidden as well if it may be a secret that is not known. */
  public String inNumber(String number) {
    return hidesAll && number.chars().filter(Character::isDigit).count() >= MIN_DIGITS
        ? HIDDEN
        : withoutKnown(number);
  }

  /** The name of a field without the secrets that are known. */
  public String inName(String name) {
    return withoutKnown(name);
  }

  private String withoutKnown(String text) {
    BitSet hidden = new BitSet();
    needles.markIn(text, hidden);
    words.markIn(text, hidden);
    markBeginnings(text, hidden);
    return hidden.isEmpty() ? text : without(text, hidden);
  }

  /** A truncated secret has no end to search for. */
  private void markBeginnings(String text, BitSet hidden) {
    Matcher cut = CUT.matcher(text);
    for (int from = 0; cut.find(); from = cut.end()) {
      needles.markBeginning(text, from, cut.start(), hidden);
    }
  }

  private static String without(String text, BitSet hidden) {
    StringBuilder shown = new StringBuilder(text.length());
    int from = 0;
    for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(from)) {
      shown.append(text, from, start).append(HIDDEN);
      from = hidden.nextClearBit(start);
    }
    return shown.append(text, from, text.length()).toString();
  }

  @Override
  public String toString() {
    return "Redaction" + Arrays.asList(needles.all().size(), hidesAll);
  }
}
