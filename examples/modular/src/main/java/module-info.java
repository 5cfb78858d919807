/** An application on the module path. */
module users.greeting {
  requires dev.stepwell;
  requires dev.stepwell.runtime;
  requires static java.compiler;

  provides dev.stepwell.contract.Catalog with
      users.greeting.GreetingCatalog;

  opens users.greeting;
}
