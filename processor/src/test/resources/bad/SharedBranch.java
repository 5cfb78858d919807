package bad;

import dev.stepwell.*;
import java.util.*;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

class SharedBranch {
  @Function(id = "split", event = "tests/split.wanted")
  void split(String key, List<String> parts, Steps steps) {
    List<String> done = new ArrayList<>();
    Stream<String> lines = parts.stream();
    steps.forEach(parts, part -> {
      done.add(work(part));
      // ^ warning: [SharedBranch] done.add(work(part)) uses done from around parallel branches, which run on several threads in any order; let each branch return its value
      return part;
    });
    int[] count = {0};
    steps.all(List.of(
        () -> {
          count[0]++;
          // ^ warning: [SharedBranch] count[0] uses count from around parallel branches, which run on several threads in any order; let each branch return its value
          return work(key);
        },
        () -> work(lines.findFirst().orElse(""))));
        // ^ warning: [SharedBranch] lines uses lines from around parallel branches, which run on several threads in any order; let each branch return its value
    List<String> results = steps.forEach(parts, part -> {
      List<String> own = new ArrayList<>();
      own.add(work(part));
      return own.get(0);
    });
    work(results.toString() + done + count[0]);
  }

  @Step
  String work(String part) {
    return part;
  }

  @Function(id = "count", event = "tests/branches.counted")
  void count(String key, List<String> parts, Steps steps) {
    AtomicInteger next = new AtomicInteger();
    List<String> failed = Collections.synchronizedList(new ArrayList<>());
    Queue<String> left = new ConcurrentLinkedQueue<>(parts);
    steps.forEach(parts, part -> {
      work(part + next.getAndIncrement());
      // ^ warning: [SharedBranch] next.getAndIncrement() uses next from around parallel branches, which run on several threads in any order; let each branch return its value
      if (part.isEmpty()) {
        failed.add(part);
        // ^ warning: [SharedBranch] failed.add(part) uses failed from around parallel branches, which run on several threads in any order; let each branch return its value
      }
      return work(left.poll());
      // ^ warning: [SharedBranch] left.poll() uses left from around parallel branches, which run on several threads in any order; let each branch return its value
    });
    failed.forEach(this::work);
  }
}
