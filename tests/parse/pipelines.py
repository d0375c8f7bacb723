"""Pipelines as people write them, one of each host: every `tokN` must be found in a script, where it is written."""

from __future__ import annotations

GITLAB = """\
spec:
  inputs: {version: {default: "2"}}
---
include:
  - local: ci/more.yml
  - {remote: "https://ci.example.org/python.yml"}
variables: {LAB_KEY: $IONQ_API_KEY, PLAIN: words}
default:
  image: {name: registry.example.com/lab/quantum, entrypoint: [""]}
before_script:
  - 'tok1 "a: b"'
.install: &install
  - pip install tok2==$[[ inputs.version ]]
.job: &job
  stage: test
  services: [redis, {name: postgres:16, alias: db}]
device:
  <<: *job
  environment: quantum-hardware
  script:
    - *install
    - !reference [.other, script]
    - >-
      tok3 --long
      tok4
    - |
      if true; then
        tok5 'it''s'
      fi
    - [tok6 a, [tok7 b]]
    - "tok8 \\"\\x41\\" \\
      tok9"
  after_script: tok10 {{ cookiecutter.name }}
pages:
  script: |2
      tok11
  unknown: {rules: [a, {b: !c d}]}
"""

CIRCLECI = """\
version: 2.1
orbs: {report: example/report@1.4, python: circleci/python@3}
executors:
  lab: {docker: [{image: "cimg/python:3.12"}, {image: redis}]}
commands:
  install:
    parameters: {package: {type: string}}
    steps:
      - run: pip install << parameters.package >> tok1
jobs:
  device:
    machine: {image: "ubuntu-2404:current"}
    environment: {LEVEL: "1"}
    steps:
      - checkout
      - install: {package: tok}
      - run: {name: Try, command: tok2}
      - when:
          condition: << pipeline.parameters.all >>
          steps:
            - run:
                shell: /bin/bash -eo pipefail
                command: |
                  cat \\<<EOF >> notes.txt
                  words
                  EOF
                  tok3 <<# parameters.a >>-v<</ parameters.a >>
      - run: {shell: python3, command: "tok4 = 1"}
      - run: {shell: ruby, command: "tok = 1"}
"""

AZURE = """\
trigger: {branches: {include: [main, stable/*]}}
resources:
  repositories:
    - {repository: shared, type: github, name: example/templates, ref: refs/tags/v1}
    - {repository: ours, type: git, name: lab/templates}
  containers:
    - {container: lab, image: registry.example.com/lab/quantum}
variables:
  - group: lab
  - {name: LEVEL, value: $(Build.Reason)}
stages:
  - template: a.yml@shared
  - stage: Device
    jobs:
      - deployment: run
        container: lab
        environment: quantum-hardware
        strategy:
          runOnce:
            deploy:
              steps:
                - script: tok1 $(Build.SourcesDirectory)/run.py
                - bash: |
                    tok2 $(LAB_KEY)
                  env: {KEY: $(IONQ_API_KEY)}
                - ${{ if eq(parameters.all, true) }}:
                    - pwsh: tok3
                - ${{ each name in parameters.names }}:
                    - powershell: tok4 ${{ name }}
                - task: PythonScript@0
                  inputs: {scriptSource: inline, script: "tok5 = 1"}
                - task: AzureCLI@2
                  inputs:
                    azureSubscription: lab
                    scriptType: bash
                    inlineScript: |
                      tok6 quantum job submit
                - task: CmdLine@2
                  inputs: {script: "echo ; tok7"}
"""

BITBUCKET = """\
image: python:3.12
definitions:
  services: {queue: {image: redis}}
  steps:
    - step: &device
        name: Device
        image: {name: registry.example.com/lab/quantum, username: $USER}
        script:
          - tok1
          - pipe: example/upload:1
            variables: {TOKEN: $QBRAID_API_KEY}
          - >
            tok2
            tok3
        after-script: [tok4]
pipelines:
  default:
    - parallel:
        - step: *device
        - step:
            <<: *device
            script: [tok5]
  custom:
    nightly:
      - stage:
          steps:
            - step: {script: ["tok6"]}
"""

JENKINS = """\
#!/usr/bin/env groovy
@Library('shared@main') _
def level = 'it\\'s "3"'
pipeline {
  agent { docker { image 'registry.example.com/lab/quantum:latest' } }
  environment {
    LAB = credentials('ionq-api-key')  // sh 'no1'
    PLAIN = "words"
  }
  options { timeout(time: 1, unit: 'HOURS') }
  stages {
    stage('sh') {
      when { expression { env.BRANCH_NAME ==~ /it's (main|dev)/ } }
      steps {
        sh 'tok1 $LAB'
        sh "tok2 \\$LAB ${env.LEVEL} ${params.x ? "a" : 'b'} \\u0041"
        sh '''
          tok3 'quoted' "both"
        '''
        sh(returnStdout: true, label: name(1, [2]), script: \"\"\"
          tok4 \\
            --level $level
        \"\"\")
        bat 'tok5'
        script {
          def found = sh(script: 'tok6 ' + pick(a, 'b')[0].name + " tok7", returnStatus: true) / 2
          withEnv(["KEY=tok", 'IONQ_API_KEY=words']) { powershell "tok8" }
        }
        withCredentials([string(credentialsId: 'dwave-token', variable: 'KEY'),
                         usernamePassword(credentialsId: 'iqm', usernameVariable: 'WHO', passwordVariable: 'SECRET')]) {
          sh "tok9"
        }
        sh shared.script
        echo 'no2'
        /* sh 'no3' */
      }
    }
  }
}
"""

MAKEFILE = """\
TOKEN ?= words
run: install
\t@tok1 --token $(TOKEN) $$HOME
\t-tok2 $(foreach f,$(FILES),$(f))
define block
\ttok3
endef
"""

TOX = """\
[tox]
envlist = py{310,312}-{lab,local}
[testenv]
passenv = IONQ_API_KEY
setenv =
  LEVEL = 1
deps =
  lab: qiskit==2.4.2
  -r requirements.txt
commands_pre = tok1 {posargs}
commands =
  lab: tok2 {envpython} -m pytest \\
    {posargs:tests}
  - tok3
  # no
  !local: tok4
[testenv:docs]
install_command = tok5 install {opts} {packages}
"""

COMPOSE = """\
x-common: &common
  image: registry.example.com/lab/quantum
  environment: [LEVEL=1]
services:
  worker:
    <<: *common
    command: tok1 --all
    healthcheck: {test: ["CMD", "tok2", "it's"]}
  web:
    build: {context: ., args: {LEVEL: 1}}
    entrypoint: ["tok3", "${LEVEL:-1}"]
"""

#: A path and a text for each host, and how many tokens it has.
PIPELINES = {
    ".gitlab-ci.yml": (GITLAB, 11),
    ".circleci/config.yml": (CIRCLECI, 4),
    "azure-pipelines.yml": (AZURE, 7),
    "bitbucket-pipelines.yml": (BITBUCKET, 6),
    "Jenkinsfile": (JENKINS, 9),
    "Makefile": (MAKEFILE, 3),
    "tox.ini": (TOX, 5),
    "compose.yml": (COMPOSE, 3),
}
