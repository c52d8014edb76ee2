// Asks veraPDF about PDF files, one line of JSON for each file and flavour.
//
// usage: java -cp JAR org.mozilla.javascript.tools.shell.Main verapdf.js FLAVOURS FILE...
//   FLAVOURS  profile files without their ending, with commas: PDFA-3A,PDFUA-1
//
// The jar carries the engine and its profiles, but not the library that the engine's own loader
// reads profiles with. So a profile is read here, from the same XML, and handed to the engine.

java.util.logging.LogManager.getLogManager().reset(); // its progress is of no interest

var engine = Packages.org.verapdf;
var Profiles = engine.pdfa.validation.profiles.Profiles;
var Specification = engine.pdfa.flavours.PDFAFlavour.Specification;
var Flavour = engine.pdfa.flavours.PDFAFlavour;
var FLAVOUR_NAMES = {"PDFA-3A": "3a", "PDFUA-1": "ua1"};

engine.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var foundry = engine.pdfa.Foundries.defaultInstance();

function children(element, name) {
  var found = [], nodes = element.getChildNodes();
  for (var i = 0; i < nodes.getLength(); i++) {
    var node = nodes.item(i);
    if (node.getNodeType() == 1 && String(node.getNodeName()).replace(/^.*:/, "") == name) {
      found.push(node);
    }
  }
  return found;
}

function text(element, name) {
  var found = children(element, name);
  return found.length ? String(found[0].getTextContent()).trim() : "";
}

function ruleOf(element) {
  var id = children(element, "id")[0];
  var none = new java.util.ArrayList();
  return Profiles.ruleFromValues(
    Profiles.ruleIdFromValues(
      Specification.valueOf(id.getAttribute("specification")),
      id.getAttribute("clause"),
      parseInt(id.getAttribute("testNumber"), 10)
    ),
    element.getAttribute("object"),
    java.lang.Boolean.valueOf(element.getAttribute("deferred")),
    element.getAttribute("tags"),
    text(element, "description"),
    text(element, "test"),
    Profiles.errorFromValues(text(children(element, "error")[0], "message"), none),
    none
  );
}

function variableOf(element) {
  return Profiles.variableFromValues(
    element.getAttribute("name"),
    element.getAttribute("object"),
    text(element, "defaultValue"),
    text(element, "value")
  );
}

function setOf(element, group, member, make) {
  var made = new java.util.HashSet();
  children(element, group).forEach(function (each) {
    children(each, member).forEach(function (one) { made.add(make(one)); });
  });
  return made;
}

function profileOf(name, flavour) {
  var path = "/org/verapdf/pdfa/validation/" + name + ".xml";
  var stream = java.lang.Class.forName("org.verapdf.pdfa.Foundries").getResourceAsStream(path);
  var root = Packages.javax.xml.parsers.DocumentBuilderFactory.newInstance()
    .newDocumentBuilder().parse(stream).getDocumentElement();
  return Profiles.profileFromValues(
    flavour,
    Profiles.profileDetailsFromValues(name, name, name, new java.util.Date()),
    "",
    setOf(root, "rules", "rule", ruleOf),
    setOf(root, "variables", "variable", variableOf)
  );
}

function failedRules(file, flavour, profile) {
  var parser = foundry.createParser(new java.io.FileInputStream(file), flavour);
  try {
    var result = foundry.createValidator(profile, 10, false, true, false).validate(parser);
    var failed = {}, checks = result.getFailedChecks().entrySet().iterator();
    while (checks.hasNext()) {
      var check = checks.next();
      failed[check.getKey().getClause() + "-" + check.getKey().getTestNumber()] = Number(check.getValue());
    }
    return {compliant: Boolean(result.isCompliant()), failed: failed,
            checks: Number(result.getTotalAssertions())};
  } finally {
    parser.close();
  }
}

var files = Array.prototype.slice.call(arguments, 1);

String(arguments[0]).split(",").forEach(function (name) {
  var flavour = Flavour.fromString(FLAVOUR_NAMES[name]);
  var profile = profileOf(name, flavour);
  files.forEach(function (file) {
    var found = failedRules(file, flavour, profile);
    found.file = String(file);
    found.flavour = name;
    print(JSON.stringify(found));
  });
});
