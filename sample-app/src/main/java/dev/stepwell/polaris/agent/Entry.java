package dev.stepwell.polaris.agent;

import java.util.List;

/**
 * A line of the transcript that the model is shown.
 *
 * @param role {@code user}, {@code assistant} or {@code tool}
 * @param text what was said, or what the tool gave
 * @param calls the tools that the assistant called; empty otherwise
 * @param callId the call whose result this is; empty otherwise
 * @param tool the tool whose result this is; empty otherwise
 */
public record Entry(String role, String text, List<ToolCall> calls, String callId, String tool) {
  /** Something that the user said. */
  public static Entry user(String text) {
    return new Entry("user", text, List.of(), "", "");
  }

  /** Something that the assistant said. */
  public static Entry assistant(ModelReply reply) {
    return new Entry("assistant", reply.text(), reply.calls(), "", "");
  }

  /** What a tool gave. */
  public static Entry result(ToolCall call, String text) {
    return new Entry("tool", text, List.of(), call.id(), call.name());
  }
}
