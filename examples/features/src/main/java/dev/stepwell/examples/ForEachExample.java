package dev.stepwell.examples;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Parallel steps: one durable step per element, at most 32 at a time. */
public class ForEachExample {
  @Function(id = "resize-images", event = "examples/album.uploaded")
  List<String> resizeAll(List<String> images, Steps steps) {
    return steps.forEach(images, image -> resize(image));
  }

  @Step
  String resize(String image) {
    return image + "-small";
  }

  /** Starts one run and prints its result, which has the order of the elements. */
  public static void main(String[] arguments) throws Exception {
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableForEachExample()).start()) {
      UUID run = stepwell
          .send(new ExamplesAlbumUploaded(List.of("sea", "sky", "sand")))
          .runIds()
          .get(0);
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).output());
    }
  }
}
