/** It reads the class path by an option. */
module bad {
// ^ warning: [ClosedPackage] module bad does not open package bad, so JSON cannot carry TestsRunWanted when the code runs as a module; add to its module-info: opens bad;
  requires static java.compiler;

  provides dev.stepwell.contract.Catalog with bad.ClosedPackageCatalog;
}
