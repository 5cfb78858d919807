package dev.stepwell.processor;

import dev.stepwell.processor.check.AllowChecks;
import dev.stepwell.processor.check.BodyChecks;
import dev.stepwell.processor.check.Fault;
import dev.stepwell.processor.check.InvokeChecks;
import dev.stepwell.processor.check.LimitInvokes;
import dev.stepwell.processor.graph.GraphScanner;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.BodyModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EndingModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.GraphModel;
import dev.stepwell.processor.model.HazardModel;
import dev.stepwell.processor.model.InvokeModel;
import dev.stepwell.processor.model.KnownNames;
import dev.stepwell.processor.model.MethodModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The bodies of functions: read in a round for their graphs, and after the last round for what is wrong in them. */
final class Bodies {
  private final Build build;
  private final GraphScanner graphs;
  private final Map<Address, BodyModel> read = new HashMap<>();

  Bodies(Build build, GraphScanner graphs) {
    this.build = build;
    this.graphs = graphs;
  }

  /** Reads the bodies of a class in a round, for their graphs; the build keeps the class, to read them again. */
  List<Fault> read(ClassModel type, KnownNames known) {
    build.keepBodies(type, known);
    return all(type, known).stream().flatMap(this::allows).toList();
  }

  /** Reads the bodies of a class after the last round, and returns what is wrong in them. */
  List<Fault> readAgain(ClassModel type, KnownNames known) {
    List<Fault> faults = new ArrayList<>();
    for (BodyModel body : all(type, known)) {
      allows(body).forEach(faults::add);
      for (HazardModel hazard : body.hazards()) {
        Fault fault = BodyChecks.of(hazard);
        Optional<AllowModel> allow = BodyChecks.allow(hazard);
        allow.ifPresent(found -> build.useAllow(found, fault.kind().code()));
        if (allow.isEmpty()) {
          faults.add(fault);
        }
      }
    }
    return faults;
  }

  private List<BodyModel> all(ClassModel type, KnownNames known) {
    List<BodyModel> bodies = new ArrayList<>(List.of(graphs.steps(type, known)));
    Stream.concat(
            type.functions().stream()
                .filter(function -> function.graph() == null)
                .map(FunctionModel::method),
            type.endings().stream().map(EndingModel::method))
        .forEach(method -> {
          BodyModel body = graphs.scan(type, method, known);
          read.put(method.address(), body);
          bodies.add(body);
        });
    return bodies;
  }

  /** Registers what is allowed in a body, and returns what is wrong in that. */
  private Stream<Fault> allows(BodyModel body) {
    body.allows().forEach(build::addAllow);
    return body.allows().stream().flatMap(allow -> AllowChecks.of(allow).stream());
  }

  /** The content of the body of a function. A graph has none: its steps are known. */
  BodyModel of(FunctionModel function) {
    GraphModel graph = function.graph();
    if (graph != null) {
      return new BodyModel(graph.shown(), Map.of(), Set.of(), List.of(), List.of(), Set.of());
    }
    return of(function.method());
  }

  /** The content of the body of a function or failure handler. */
  BodyModel of(MethodModel method) {
    return read.getOrDefault(method.address(), BodyModel.UNREAD);
  }

  /** The functions of these classes that invoke each other in a cycle, by the class of the first one. */
  Map<ClassModel, List<Fault>> cycles(List<ClassModel> classes) {
    Map<String, List<InvokeModel>> invokes = new LinkedHashMap<>();
    Map<String, ClassModel> owners = new HashMap<>();
    Map<String, FunctionModel> functions = new HashMap<>();
    for (ClassModel type : classes) {
      for (FunctionModel function : type.functions()) {
        invokes.put(function.storedId(), of(function).invokes());
        owners.put(function.storedId(), type);
        functions.put(function.storedId(), function);
      }
    }
    Map<ClassModel, List<Fault>> faults = new LinkedHashMap<>();
    for (LimitInvokes.Finding finding : findings(functions, invokes)) {
      Fault fault = finding.fault();
      finding.allows().forEach(allow -> build.useAllow(allow, fault.kind().code()));
      if (finding.allows().isEmpty()) {
        faults
            .computeIfAbsent(
                Objects.requireNonNull(owners.get(finding.functionId())), type -> new ArrayList<>())
            .add(fault);
      }
    }
    return faults;
  }

  /** A cycle in which a slot is held is reported as that alone. */
  private static List<LimitInvokes.Finding> findings(
      Map<String, FunctionModel> functions, Map<String, List<InvokeModel>> invokes) {
    LimitInvokes limits = new LimitInvokes(functions);
    List<LimitInvokes.Finding> findings = new ArrayList<>(limits.shared(invokes));
    for (InvokeChecks.Circle cycle : InvokeChecks.cycles(invokes)) {
      findings.add(limits
          .ofCycle(cycle)
          .orElseGet(
              () -> new LimitInvokes.Finding(cycle.functionId(), cycle.fault(), cycle.invokes())));
    }
    return findings;
  }
}
